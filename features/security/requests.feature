@security
Feature: The shop believes neither the browser nor a stranger

  @SC02
  Scenario: A price that I write into the request changes nothing
    Given I write a price of my own into every request
    And I have 2 of a product with odd cents in my cart
    When I choose to pay with a good card
    And I place my order
    Then the books of my purchase should balance

  @SC03 @SC10
  Scenario: A stranger who opens my confirmation sees nothing of it
    Given I have a product in stock in my cart
    When I place my order
    Then another shopper who opens my confirmation should not see my order

  @SC05
  Scenario: My card stays in no address, cookie or storage of the browser
    Given I watch where my card goes in the browser
    And I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And my card should be in no address, cookie or storage of the browser

  @SC01
  Scenario: A script in my address is text on the review
    Given I have a product in stock in my cart
    And my home address carries a script
    When I am ready to place my order
    Then the script in my address should not have run

  @SE05
  Scenario: Another shopper who guesses the number of my cart sees nothing of it
    Given I have 2 of a product in stock in my cart
    Then another shopper who guesses the number of my cart should not see it
    And my cart should be kept

  @SE11
  Scenario: Nobody skips a step by its address
    Given I have a product in stock in my cart
    And I am ready to place my order
    When others open the addresses of my steps
    Then nobody should have skipped a step

  @SC08
  Scenario: A return address on another site leads nobody out of the shop
    Given I write a return address of my own into every form
    And I have a product in stock in my cart
    When I place my order
    Then no form should have led me out of the shop
    And my order should be confirmed

  @SC04
  Scenario: Who tries card after card is slowed down, and pays nothing
    Given I have a product in stock in my cart
    When I try a declined card 8 times in a row
    Then the payment gateway should have been asked less often than I tried
    And my order should not be placed
    And I should be told that my payment was refused
    And exactly 0 orders should exist for me
    And I should not be charged
    And my cart should be kept
