@locales
Feature: The checkout speaks the shopper's language

  @LO05
  Scenario: No raw translation key is shown on the way to the review, in any locale
    Then I should see no raw translation key on the way to the review in every locale

  @LO01 @OM04
  Scenario: An order in another locale is confirmed by one mail in that language
    Given I shop in another locale
    And I have a product in stock in my cart
    When I place my order
    Then my order should be confirmed
    And exactly 1 confirmation e-mail should reach me in my language

  @LO01 @OM04
  Scenario: An order in the store's own locale is confirmed by one mail in that language
    Given I have a product in stock in my cart
    When I place my order
    Then my order should be confirmed
    And exactly 1 confirmation e-mail should reach me in my language

  @LO03
  Scenario: Switching the locale keeps the cart and the total
    Given I have a product in stock in my cart
    When I open my cart
    And I switch to another locale
    Then my cart should hold 1 of a product in stock
    And I should be shown the price of a product in stock

  @LO06
  Scenario: A right-to-left locale runs from right to left up to the review
    Given I shop in a right-to-left locale
    And I have a product in stock in my cart
    When I am ready to place my order
    Then the pages should have run from right to left

  @LO02
  Scenario: Who asks for a language that the store does not speak gets the store's own
    When I come with a browser that asks for a language the store does not speak
    Then the page should speak the store's own language

  @LO04
  Scenario: No page on the way to the review mixes languages, in any locale
    Then I should see no other language on the way to the review in every locale
