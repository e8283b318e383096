@plugins
Feature: Plugins leave the field for codes in place

  @PL04 @PR36
  Scenario: The field for a code is there with today's plugins
    Given I have a product in stock in my cart
    Then I should be able to enter a code

  @PL04
  Scenario: The field for a code is there for shoppers in another locale
    Given I shop in another locale
    And I have a product in stock in my cart
    Then I should be able to enter a code
